import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AddressInfo, Socket } from 'node:net';
import type { Fault } from '../core/faults.js';
import type { Workbench } from '../core/workbench.js';
import type { MessageDesk } from '../messages/messages.desk.js';
import { readMime } from './smtp.mime.js';

type Done = (error?: Error | null) => void;

const LONGEST_MAIL = 1024 * 1024;
const HANG_MS = 120_000;

/** A mail server that takes everything and delivers to the inbox, unless a fault says otherwise. */
export class MailServer {
  private readonly server: SMTPServer;
  private readonly sockets = new Map<string, Socket>();

  constructor(
    private readonly bench: Workbench,
    private readonly messages: MessageDesk,
  ) {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: LONGEST_MAIL,
      disableReverseLookup: true,
      closeTimeout: 1,
      onConnect: (session, done) => this.greet(session, done),
      onRcptTo: ({ address }, _session, done) => done(this.refusalOf(address)),
      onData: (stream, session, done) => this.receive(stream, session, done),
    });
    this.server.server.on('connection', (socket) => {
      this.sockets.set(`${socket.remoteAddress}:${socket.remotePort}`, socket);
      socket.once('close', () => this.sockets.delete(`${socket.remoteAddress}:${socket.remotePort}`));
    });
    // A client that goes away in the middle is no reason to end.
    this.server.on('error', () => undefined);
  }

  /** Listens and tells the port. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(port, host, () => resolve((this.server.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    for (const socket of this.sockets.values()) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private greet(session: SMTPServerSession, done: Done): void {
    const isReset = this.take('reset') !== undefined;
    if (isReset) this.socketOf(session)?.resetAndDestroy();
    else done();
  }

  private refusalOf(address: string): Error | undefined {
    const fault = this.take('rejected', address);
    return fault && Object.assign(new Error('Refused'), { responseCode: Number(fault.code ?? 550) });
  }

  private receive(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): void {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.sizeExceeded) return done(Object.assign(new Error('Too large'), { responseCode: 552 }));
      this.deliver(session, Buffer.concat(chunks).toString('latin1'));
      const to = session.envelope.rcptTo[0]?.address;
      if (this.take('resetAfterApply', to)) return void this.socketOf(session)?.resetAndDestroy();
      if (this.take('timeoutAfterApply', to)) return void this.bench.timers.after(HANG_MS, () => done());
      return done();
    });
  }

  private deliver({ envelope }: SMTPServerSession, raw: string): void {
    const { subject, text, html, messageId } = readMime(raw);
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    for (const [index, { address: to }] of envelope.rcptTo.entries()) {
      this.messages.take({
        ...{ id: `${messageId}#${this.messages.all().length}.${index}`, carrier: 'smtp', channel: 'email' },
        ...{ from, to, subject, text, html, reference: messageId },
      });
    }
  }

  private take(kind: string, to?: string): Fault | undefined {
    return this.bench.faults.take('smtp', 'mail', { references: to === undefined ? [] : [to] }, [kind]);
  }

  private socketOf({ remoteAddress, remotePort }: SMTPServerSession & { remotePort?: number }): Socket | undefined {
    return this.sockets.get(`${remoteAddress}:${remotePort}`);
  }
}
