import { factorsProblems } from '../factors/factors.errors.js';
import { authProblems as problems } from './auth.errors.js';

/** What is wrong with an account; told to those only who have proven that it is theirs. */
export const ENTRY_PROBLEMS = [
  problems.suspended,
  problems.noSuchSurface,
  problems.justChanged,
  factorsProblems.otherWayNeeded,
];
