import { CloudinaryDesk } from './cloudinary/cloudinary.desk.js';
import type { SandboxConfig } from './core/config.js';
import { Workbench } from './core/workbench.js';
import { FlutterwaveDesk } from './flutterwave/flutterwave.desk.js';
import { FlutterwaveTreasury } from './flutterwave/flutterwave.treasury.js';
import { OidcDesk } from './oidc/oidc.desk.js';
import { MessageDesk } from './messages/messages.desk.js';
import { PawapayDesk } from './pawapay/pawapay.desk.js';
import { Statements } from './pawapay/pawapay.statements.js';
import { ResendDesk } from './resend/resend.desk.js';
import { MailServer } from './smtp/smtp.desk.js';
import { TwilioDesk } from './twilio/twilio.desk.js';
import { WhatsappDesk } from './whatsapp/whatsapp.desk.js';

/** The companies with all they know, without HTTP. */
export class Sandbox {
  readonly bench: Workbench;
  readonly pawapay: PawapayDesk;
  readonly statements: Statements;
  readonly flutterwave: FlutterwaveDesk;
  readonly treasury: FlutterwaveTreasury;
  readonly messages: MessageDesk;
  readonly twilio: TwilioDesk;
  readonly resend: ResendDesk;
  readonly whatsapp: WhatsappDesk;
  readonly mail: MailServer;
  readonly cloudinary: CloudinaryDesk;
  readonly oidc = new OidcDesk();

  constructor(config: SandboxConfig) {
    this.bench = new Workbench(config);
    this.pawapay = new PawapayDesk(this.bench);
    this.statements = new Statements(this.bench, this.pawapay);
    this.flutterwave = new FlutterwaveDesk(this.bench);
    this.treasury = new FlutterwaveTreasury(this.bench, this.flutterwave);
    this.messages = new MessageDesk(this.bench);
    this.twilio = new TwilioDesk(this.bench, this.messages);
    this.resend = new ResendDesk(this.bench, this.messages);
    this.whatsapp = new WhatsappDesk(this.bench, this.messages);
    this.mail = new MailServer(this.bench, this.messages);
    this.cloudinary = new CloudinaryDesk(this.bench);
  }

  /** Takes up what an earlier process left unfinished. */
  resume(): void {
    this.pawapay.resume(this.bench.courier.told('pawapay'));
    const told = this.bench.courier.told('flutterwave');
    for (const desk of [this.flutterwave, this.treasury]) desk.resume(told);
    this.messages.resume();
  }

  /** Back to the first minute: no payments, no messages, no faults, default settings. */
  reset(): void {
    const parts = [this.pawapay, this.statements, this.flutterwave, this.treasury, this.messages, this.resend];
    for (const part of parts) part.clear();
    this.oidc.clear();
    this.cloudinary.clear();
    this.bench.reset();
  }

  async close(): Promise<void> {
    await this.mail.close();
    await this.bench.close();
  }
}
