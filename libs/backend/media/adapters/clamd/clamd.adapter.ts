import { connect } from 'node:net';
import { type Scan, Scanner } from '../../media.scanner.js';

const CHUNK = 64 * 1024;

/** ClamAV's daemon over TCP: `zINSTREAM`, chunks with their length before them, an empty chunk, one line of answer. */
export class ClamdScanner extends Scanner {
  private readonly host: string;
  private readonly port: number;

  /** @param url like `tcp://127.0.0.1:3310` */
  constructor(
    url: string,
    private readonly timeoutMs = 20_000,
  ) {
    super();
    const { hostname, port } = new URL(url);
    [this.host, this.port] = [hostname, Number(port)];
  }

  async scan(file: Buffer): Promise<Scan> {
    const answer = await this.ask(file).catch(() => '');
    if (/^stream: OK\0?$/.test(answer)) return 'clean';
    return /^stream: .+ FOUND\0?$/.test(answer) ? 'infected' : 'away';
  }

  private ask(file: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.host, port: this.port, timeout: this.timeoutMs });
      const late = setTimeout(() => socket.destroy(new Error('no answer in time')), this.timeoutMs);
      let answer = '';
      socket.setEncoding('latin1');
      socket.on('data', (part) => {
        answer += String(part);
        if (answer.length > 4_096) socket.destroy(new Error('no answer of a scanner'));
      });
      socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(late);
        resolve(answer);
      });
      socket.write('zINSTREAM\0');
      for (let at = 0; at < file.length; at += CHUNK) socket.write(framed(file.subarray(at, at + CHUNK)));
      socket.write(framed(Buffer.alloc(0)));
    });
  }
}

function framed(chunk: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return Buffer.concat([length, chunk]);
}
