import { readConfig } from './core/config.js';
import { createServer } from './server.js';

/** Says one sentence and ends: nobody is helped by a stack trace about a port in use. */
function giveUp(error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason =
    code === 'EADDRINUSE' ? 'a port is in use; set SANDBOX_PORT or SANDBOX_SMTP_PORT to another one' : message;
  process.stderr.write(`The sandbox cannot start: ${reason}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const { app, sandbox } = createServer(config);
  await sandbox.mail.listen(config.host, config.smtpPort);
  const address = await app.listen({ host: config.host, port: config.port });
  process.stdout.write(`sandbox ready on ${address}, mail on ${config.smtpPort}, callbacks to ${config.callbackUrl}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.close().then(() => process.exit(0), giveUp);
    });
  }
}

main().catch(giveUp);
