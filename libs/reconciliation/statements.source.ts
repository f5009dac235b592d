/** A provider does not answer now, or breaks off in the middle: it is asked again. */
export class Unanswered extends Error {}

/** Where a provider's statements come from. */
export interface StatementSource {
  /**
   * The file of a period.
   *
   * @throws Unanswered, also while it is read
   */
  file(currency: string, from: Date, to: Date): Promise<AsyncIterable<Buffer>>;
  /**
   * What was in the wallet at a moment, in ngwee; undefined when that cannot be said for certain.
   *
   * @throws Unanswered
   */
  balanceAt(currency: string, moment: Date): Promise<number | undefined>;
}
