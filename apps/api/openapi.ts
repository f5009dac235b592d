import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { API_PREFIX, type compose } from '@pakashop/platform';
import { hash } from 'node:crypto';
import { registry } from '../domains.js';
import type { Document } from './openapi.types.js';

/**
 * Serves the API's description at /api/v1/openapi.json and, for people, at /api/docs. Both are made when somebody asks
 * for the first time, so that a process that nobody asks starts as fast and as small as without them.
 */
export function serveDocs(app: NestFastifyApplication, { config }: ReturnType<typeof compose>): void {
  if (!config.API_DOCS) return;
  const document = once(async (): Promise<Document> => {
    const { describeApi } = await import('./openapi.document.js');
    return describeApi(registry);
  });
  const json = once(async () => JSON.stringify(await document()));
  const page = once(async () => {
    const [{ documentationPage }, { SCRIPT, STYLE }] = await Promise.all([
      import('./openapi.page.js'),
      import('./openapi.page.assets.js'),
    ]);
    return { html: documentationPage(await document()), policy: policyFor(SCRIPT.text, STYLE.text) };
  });

  const server = app.getHttpAdapter().getInstance();
  server.get(`/${API_PREFIX}/openapi.json`, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(await json()),
  );
  server.get('/api/docs', async (_request, reply) => {
    const { html, policy } = await page();
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(html);
  });
}

/** Only the page's own script and style may run, whatever a comment or a name may hold. */
function policyFor(script: string, style: string): string {
  const digest = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;
  return `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** Does the work at the first call; a failure is not kept. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}
