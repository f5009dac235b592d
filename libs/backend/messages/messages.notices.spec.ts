import { describe, expect, it } from '@jest/globals';
import { letterOf, type Notice, NOTICES } from './messages.notices.js';

/** What GSM-7 writes with one septet a letter, as far as we use it; anything else makes an SMS of 70 letters. */
const GSM = /^[\w @$!"#%&'()*+,\-./:;<=>?]*$/;

describe('notices about an account', () => {
  it.each(Object.keys(NOTICES) as Notice[])(
    'fit one SMS, say what to do, and hold no link and no code: %s',
    (notice) => {
      const { subject, text, html, whatsappTemplate } = letterOf(NOTICES[notice]);
      expect(text).toMatch(GSM);
      expect(text.length).toBeLessThanOrEqual(160);
      expect(text).toMatch(/(Not you\?|it\?|in doubt|end it)/);
      for (const part of [text, html, whatsappTemplate!.params[0]]) expect(part).not.toMatch(/https?:|\b\d{6}\b/);
      expect(html).toContain(subject);
    },
  );
});
