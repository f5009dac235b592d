import { givenEnvironment } from '../dev-env.mjs';

// `npm run ledger:rebuild`: makes every stored balance what its entries sum to, in one transaction while nobody writes, and
// names those that were wrong. It needs DATABASE_URL of the owner of the tables: processes may not do it. Nothing in the
// entries is changed; a healthy ledger has no wrong balance (GET /settlement/checks says).
const { DATABASE_URL } = { ...givenEnvironment(), ...process.env };

async function main() {
  if (!DATABASE_URL) throw new Error('Give DATABASE_URL of the owner of the tables.');
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT * FROM settlement.rebuild_balances()');
    for (const { code, debits_before, credits_before, debits, credits } of rows) {
      console.log(`${code}: was ${debits_before} / ${credits_before}, is ${debits} / ${credits}`);
    }
    console.log(
      rows.length === 0 ? 'Every balance was right.' : `${rows.length} balances were wrong and are right now.`,
    );
  } finally {
    await client.end();
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
