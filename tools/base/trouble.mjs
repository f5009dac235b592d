/** A failure that somebody can act on: what is wrong and what to do, in words; shown without a stack. */
export class Trouble extends Error {
  /** @param {string} [details] lines of a log that show the cause */
  constructor(message, details) {
    super(message);
    this.name = 'Trouble';
    this.details = details;
  }
}

/** Raised where work stops because the person pressed Ctrl-C or the system asked us to end. */
export class Interrupted extends Error {}

const FULL = /ENOSPC|No space left on device|Check free disk space|EDQUOT|Disk quota exceeded/i;

/** Tells whether the words of a failing program mean that the disk is full. */
export const meansFull = (text) => FULL.test(text ?? '');

/** The sentence for a full disk. */
export const diskFull = (during, folder) =>
  new Trouble(
    `The disk is full: ${during} could not write to ${folder}. ` +
      'Free some space and run the same command again; nothing was damaged.',
  );
