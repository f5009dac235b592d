import { ApiProblem } from '@pakashop/client';
import { closeDay } from './demo.day.js';
import { deliver } from './demo.delivery.js';
import { settle } from './demo.money.js';
import { purchase } from './demo.purchase.js';
import { say } from './demo.stage.js';
import { compareToday } from './demo.today.js';

/**
 * One purchase through the running marketplace, told as it happens: from the cart over delivery and payout to the day's
 * close. Uses nothing but the public API and, for phones and statements, the sandbox.
 */
try {
  const bought = await purchase();
  const vendors = await deliver(bought);
  const finance = await settle(bought, vendors);
  await closeDay(finance);
  await compareToday(finance);
  say('\nThat is the whole way of the money.\n');
} catch (error) {
  const reason = error instanceof ApiProblem ? `${error.code}: ${error.message}` : (error as Error).message;
  process.stderr.write(`\nThe demo stopped: ${reason}\nIs the marketplace running? Start it with "npm start".\n`);
  process.exitCode = 1;
}
