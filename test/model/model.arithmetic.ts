/** amount × part ÷ whole in whole ngwee, halves up. */
export function ofPart(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  const doubled = 2 * amount * part + whole;
  return (doubled - (doubled % (2 * whole))) / (2 * whole);
}

/** So many basis points of an amount in whole ngwee, halves to the even neighbour. */
export function basisPoints(amount: number, points: number): number {
  const exact = amount * points;
  const below = Math.floor(exact / 10_000);
  const rest = exact - below * 10_000;
  if (rest === 5_000) return below % 2 === 0 ? below : below + 1;
  return rest > 5_000 ? below + 1 : below;
}

/** An amount by weights in whole ngwee: what is left over goes to the largest remainders, the first among equals. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  if (amount === 0 || all === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((amount * weight) / all));
  const remainders = weights.map((weight, i) => amount * weight - parts[i]! * all);
  for (let over = amount - sum(parts); over > 0; over--) {
    const largest = remainders.indexOf(Math.max(...remainders));
    parts[largest]!++;
    remainders[largest] = -1;
  }
  return parts;
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
