const MOST_STROKES = 60;
const MOST_NUMBERS = 8_000;
const FURTHEST = 10_000;

const isCoordinate = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= FURTHEST;

const isStroke = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length >= 4 && value.length % 2 === 0 && value.every(isCoordinate);

/** Whether something is a drawing: strokes of at least two points, within bounds. */
export function isDrawing(value: unknown): value is number[][] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_STROKES) return false;
  const strokes = value as unknown[];
  return strokes.every(isStroke) && (strokes as number[][]).flat().length <= MOST_NUMBERS;
}
