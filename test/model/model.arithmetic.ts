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

export const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
