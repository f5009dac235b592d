import { job } from '@pakashop/platform';
import { IsUUID } from 'class-validator';

export class MessageRef {
  @IsUUID() messageId: string;
}

export class AttemptRef {
  @IsUUID() attemptId: string;
}

export class ReportRef {
  @IsUUID() inboxId: string;
}

/** Takes a message to its next carrier. The lease outlasts a refusal by each carrier in turn. */
export const SendMessage = job('messages.send', MessageRef, { leaseSeconds: 60 });
/** Finds out what became of an attempt that nobody has reported on. */
export const FollowMessage = job('messages.follow', AttemptRef, { leaseSeconds: 60 });
/** Applies a carrier's report that was verified and stored. */
export const ApplyReport = job('messages.apply_report', ReportRef);

/** Under this the look at an attempt is withdrawn once it is settled. */
export const followKey = (attemptId: string): string => `message-follow:${attemptId}`;
