/**
 * Measures one case: warm-up of both, then slices of baseline and of ours by turns.
 *
 * @param {object} options
 * @param {import('./cases.mjs').Case} options.one
 */
export async function measureCase({ one, stage, load }) {
  const { name, warmUp, rounds, seconds, needsWorker } = one;
  const theirs = { name, url: stage.baseline.url, carried: needsWorker };
  const ours = { ...theirs, url: stage.api.url, ...(needsWorker && { databaseUrl: stage.env.DATABASE_URL }) };
  const sides = [
    { task: theirs, slices: [] },
    { task: ours, slices: [] },
  ];
  const slice = async ({ task, slices }) => slices.push(await load.run({ ...task, seconds }));
  const [baseline, api] = sides;
  await load.run({ ...theirs, seconds: warmUp });
  if (needsWorker) {
    // What the worker still has to do would slow the baseline down, so the baseline comes first.
    for (let round = 0; round < rounds; round++) await slice(baseline);
    await stage.addWorker();
  }
  await load.run({ ...ours, seconds: warmUp });
  for (let round = 0; round < rounds; round++) {
    if (!needsWorker) await slice(baseline);
    await slice(api);
  }
  const { rps, p50, p99 } = sum(api.slices);
  const baselineRps = sum(baseline.slices).rps;
  return { ...one, rps, p50, p99, baselineRps, ratio: rps / baselineRps };
}

function sum(slices) {
  const all = slices.flatMap(({ durations }) => [...durations]).sort((a, b) => a - b);
  const seconds = slices.reduce((total, slice) => total + slice.seconds, 0);
  const at = (share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
  return { rps: all.length / seconds, p50: at(0.5), p99: at(0.99) };
}
