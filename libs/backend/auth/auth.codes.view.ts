import type { Asked } from './auth.challenges.js';
import type { CodeSent, LinkSent } from './auth.codes.dto.js';

export const linkSent = ({ expiresAt, resendAt }: Asked): LinkSent => ({
  expiresAt: expiresAt.toISOString(),
  resendAt: resendAt.toISOString(),
});

export const codeSent = (asked: Asked): CodeSent => ({ challengeId: asked.id, ...linkSent(asked) });
