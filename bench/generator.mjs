import autocannon from 'autocannon';
import { CONCURRENCY } from './cases.mjs';
import { carry } from './generator.orders.mjs';
import { requestsOf } from './requests.mjs';

// The load generator, a process of its own: the same for the baseline and for us. It is told what to send and for how
// long, and answers with the time that each request took.
let dataset;

process.on('message', async (task) => {
  if (task.dataset) dataset = task.dataset;
  else {
    const answer = await (task.carried ? carry(task, dataset) : shoot(task)).catch((error) => ({
      problem: error.message,
    }));
    process.send({ id: task.id, ...answer });
  }
});
process.on('disconnect', () => process.exit());

/** Keeps every connection busy for so many whole seconds. */
function shoot({ url, name, seconds }) {
  const durations = [];
  let connection = 0;
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const options = {
      url,
      connections: CONCURRENCY,
      duration: seconds,
      headers: { 'x-pakashop-key': dataset.clientKey },
      setupClient: (client) => client.setRequests(requestsOf[name](dataset, connection++)),
    };
    const run = autocannon(options, (error, result) => {
      const { errors, timeouts, non2xx, statusCodeStats } = result ?? {};
      if (error) reject(error);
      else if (errors + timeouts + non2xx > 0) {
        reject(new Error(`${name} at ${url}: ${errors} errors, answers ${JSON.stringify(statusCodeStats)}`));
      } else resolve({ durations: Float64Array.from(durations), seconds: (performance.now() - began) / 1000 });
    });
    run.on('response', (_client, _status, _bytes, took) => durations.push(took));
  });
}
