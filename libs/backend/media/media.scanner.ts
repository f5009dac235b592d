/** What is known of a file after a scan: `away` when the scanner could not be asked, `absent` when there is none. */
export type Scan = 'clean' | 'infected' | 'away' | 'absent';

/** Looks for malicious code. */
export abstract class Scanner {
  abstract scan(file: Buffer): Promise<Scan>;
}

/** The test signature that all scanners agree on (eicar.org), split so that this file is not found by them. */
const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/** For development and tests: knows the test signature and nothing else. */
export class SignatureScanner extends Scanner {
  scan(file: Buffer): Promise<Scan> {
    return Promise.resolve(file.includes(EICAR) ? 'infected' : 'clean');
  }
}

/** In production without a scanner. */
export class NoScanner extends Scanner {
  scan(): Promise<Scan> {
    return Promise.resolve('absent');
  }
}
