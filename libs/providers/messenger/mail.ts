/** A mail, as every company that sends mail takes it. */
export interface MailInput {
  /** Our id of the attempt, stored before the call. */
  readonly reference: string;
  /** `Name <address>`. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}
