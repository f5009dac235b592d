/** What a run is asked for; set by tools/torture.mjs. */
export const settings = {
  orders: Number(process.env.TORTURE_ORDERS ?? 3_000),
  seed: Number(process.env.TORTURE_SEED ?? 1),
  /** How many orders are under way at once. */
  clients: Number(process.env.TORTURE_CLIENTS ?? 40),
  /** Whether anything is broken on purpose. */
  faults: process.env.TORTURE_FAULTS !== 'none',
  /** Where the figures are written. */
  out: process.env.TORTURE_OUT ?? 'test/torture/out',
  /** Which mutant of the marketplace runs, if not the real one. */
  mutant: process.env.TORTURE_MUTANT,
  /** What the mutant changes in the database. */
  mutation: process.env.TORTURE_MUTATION,
} as const;
