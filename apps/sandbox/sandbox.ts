import type { SandboxConfig } from './core/config.js';
import { Workbench } from './core/workbench.js';
import { FlutterwaveDesk } from './flutterwave/flutterwave.desk.js';
import { FlutterwaveTreasury } from './flutterwave/flutterwave.treasury.js';
import { PawapayDesk } from './pawapay/pawapay.desk.js';
import { Statements } from './pawapay/pawapay.statements.js';

/** The two companies with all they know, without HTTP. */
export class Sandbox {
  readonly bench: Workbench;
  readonly pawapay: PawapayDesk;
  readonly statements: Statements;
  readonly flutterwave: FlutterwaveDesk;
  readonly treasury: FlutterwaveTreasury;

  constructor(config: SandboxConfig) {
    this.bench = new Workbench(config);
    this.pawapay = new PawapayDesk(this.bench);
    this.statements = new Statements(this.bench, this.pawapay);
    this.flutterwave = new FlutterwaveDesk(this.bench);
    this.treasury = new FlutterwaveTreasury(this.bench, this.flutterwave);
  }

  /** Takes up what an earlier process left unfinished. */
  resume(): void {
    this.pawapay.resume(this.bench.courier.told('pawapay'));
    const told = this.bench.courier.told('flutterwave');
    for (const desk of [this.flutterwave, this.treasury]) desk.resume(told);
  }

  /** Back to the first minute: no payments, no faults, default settings. */
  reset(): void {
    for (const part of [this.pawapay, this.statements, this.flutterwave, this.treasury]) part.clear();
    this.bench.reset();
  }

  close(): Promise<void> {
    return this.bench.close();
  }
}
