import { PageQuery, Omittable } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsObject, ValidateNested } from 'class-validator';
import { Paragraph } from './applications.fields.js';
import type { NumberKind } from './applications.numbers.rules.js';
import {
  APPLICATION_STATES,
  type ApplicationState,
  type Kind,
  KINDS,
  type Phase,
  PHASES,
} from './applications.rules.js';
import { ApplicationSummary, ApplicationView } from './applications.view.dto.js';

const WAITING = APPLICATION_STATES.filter((state) => state !== 'DRAFT');

export class QueueQuery extends PageQuery {
  @Omittable() @IsIn(WAITING) state?: ApplicationState;
  @Omittable() @IsIn(KINDS) kind?: Kind;
  /** `me`: those that the caller has in hand. */
  @Omittable() @IsIn(['me']) reviewer?: 'me';
}

/** An application in the queue. */
export class QueuedApplication extends ApplicationSummary {
  applicantId: string;
  applicantName: string;
  reviewerId: string | null;
}

export class QueuePage {
  data: QueuedApplication[];
  nextCursor: string | null;
}

/** Another person's application with the same number. */
export class DuplicateView {
  number: NumberKind;
  applicationId: string;
  kind: Kind;
  state: ApplicationState;
}

export class CommentView {
  id: string;
  authorId: string;
  text: string;
  at: string;
}

export class HistoryEntry {
  from: ApplicationState | null;
  to: ApplicationState;
  cause: string;
  actor: string;
  at: string;
}

/** An application as staff sees it: with what the applicant does not see. */
export class ApplicationReviewView extends ApplicationView {
  applicantId: string;
  applicantName: string;
  reviewerId: string | null;
  duplicates: DuplicateView[];
  comments: CommentView[];
  history: HistoryEntry[];
}

export class CommentText {
  @Paragraph(1, 2000) text: string;
}

export class RequestedChange {
  @IsIn(PHASES) phase: Phase;
  /** What is wrong and what to do about it; the applicant reads it. */
  @Paragraph(3, 1000) reason: string;
}

export class RequestChanges {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => RequestedChange)
  changes: RequestedChange[];
}

export class ApproveApplication {
  /** Stays with the staff. */
  @Omittable() @Paragraph(1, 1000) comment?: string;
}

export class GivenReason {
  @Paragraph(3, 1000) reason: string;
}

export class TickItem {
  @IsBoolean() done: boolean;
}

export class RevealedNumber {
  kind: NumberKind;
  number: string;
}

/** Numbers in full, for a comparison with a document or a register. */
export class RevealedNumbers {
  data: RevealedNumber[];
}
