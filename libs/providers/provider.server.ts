import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A recorded reply, or a way not to give one. */
export interface RecordedReply {
  status?: number;
  json?: unknown;
  /** In place of `json`. */
  text?: string;
  type?: string;
  headers?: Record<string, string>;
  /** `hang`: never answers. `reset`: drops the connection after reading. `half`: drops it in the middle of the body. */
  fault?: 'hang' | 'reset' | 'half';
}

/** What the server was asked. */
export interface SeenRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** For tests: a provider that answers from a list. */
export class RecordedServer {
  readonly seen: SeenRequest[] = [];
  private replies: RecordedReply[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.seen.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
        give(response, this.replies.length > 1 ? this.replies.shift()! : (this.replies[0] ?? { status: 500 }));
      });
    });
  }

  /** Listens on a free port. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sets the replies to come; the last one is repeated. */
  reply(...replies: RecordedReply[]): void {
    this.replies = replies;
    this.seen.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An address where nobody listens. */
export async function closedAddress(): Promise<string> {
  const server = new RecordedServer();
  const address = await server.start();
  await server.stop();
  return address;
}

function give(response: ServerResponse, reply: RecordedReply): void {
  if (reply.fault === 'hang') return;
  if (reply.fault === 'reset') {
    response.destroy();
    return;
  }
  const body = reply.text ?? JSON.stringify(reply.json ?? {});
  const half = reply.fault === 'half';
  response.writeHead(reply.status ?? 200, {
    'content-type': reply.type ?? 'application/json',
    ...reply.headers,
    ...(half ? { 'content-length': String(Buffer.byteLength(body) + 10) } : {}),
  });
  if (half) response.write(body, () => setTimeout(() => response.destroy(), 20));
  else response.end(body);
}
