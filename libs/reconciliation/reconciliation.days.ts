import { applyDecorators } from '@nestjs/common';
import { Matches, ValidateBy } from 'class-validator';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

const DAY_MS = 86_400_000;

/** First moment of a day of UTC, and the first one behind it. */
export const boundsOf = (day: string): [from: Date, to: Date] => {
  const from = new Date(`${day}T00:00:00Z`);
  return [from, new Date(from.getTime() + DAY_MS)];
};

/** Whether the calendar has the day: the clock of JavaScript reads 31 February as 3 March. */
const exists = (day: unknown): boolean => {
  const at = Date.parse(`${String(day)}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(String(day));
};

/** A day of this century that the calendar has, `2026-11-23`. */
export const IsDay = (): PropertyDecorator =>
  applyDecorators(
    Matches(/^20\d\d-\d\d-\d\d$/),
    ValidateBy({
      name: 'isDay',
      validator: { validate: exists, defaultMessage: () => '$property must be a day of the calendar' },
    }),
  );

/**
 * Days are compared and closed when they are over.
 *
 * @throws Problem reconciliation.day_not_over
 */
export function refuseUnfinished(day: string, now: Date): void {
  if (boundsOf(day)[1] > now) throw problems.notOver(`${day} is not over in UTC: its statement would change.`);
}
