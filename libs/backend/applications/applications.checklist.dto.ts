import { Omittable } from '@pakashop/platform';
import { IsBoolean, IsIn, IsInt, IsUrl, Matches, Max, MaxLength, Min } from 'class-validator';
import { Line, Paragraph } from './applications.fields.js';
import { type Kind, KINDS } from './applications.rules.js';

export class KindQuery {
  @IsIn(KINDS) kind: Kind;
}

export class NewItem {
  @IsIn(KINDS) kind: Kind;
  /** `phase.<phase>` and `document.<KIND>` are ticked off by what is there, `staff.<name>` by a reviewer. */
  @Matches(/^(phase|document|staff)\.\w{1,40}$/) key: string;
  @Line(2, 80) title: string;
  @Omittable() @Paragraph(0, 500) help: string = '';
  @Omittable() @IsBoolean() required: boolean = true;
  @IsInt() @Min(0) @Max(10_000) position: number;
}

/** What is left out stays as it is. An item is never deleted: it stops being active. */
export class ChangeItem {
  @Omittable() @Line(2, 80) title?: string;
  @Omittable() @Paragraph(0, 500) help?: string;
  @Omittable() @IsBoolean() required?: boolean;
  @Omittable() @IsInt() @Min(0) @Max(10_000) position?: number;
  @Omittable() @IsBoolean() active?: boolean;
}

export class ItemView {
  id: string;
  kind: Kind;
  key: string;
  title: string;
  help: string;
  required: boolean;
  position: number;
  active: boolean;
}

export class ItemList {
  data: ItemView[];
  nextCursor: string | null;
}

/** Terms that count from now on. */
export class NewTerms {
  @IsIn(KINDS) kind: Kind;
  @Matches(/^[\w.-]{1,40}$/) version: string;
  @Line(2, 120) title: string;
  /** Where they can be read. */
  @IsUrl({ protocols: ['https'], require_protocol: true }) @MaxLength(500) url: string;
}

export class TermsView {
  kind: Kind;
  version: string;
  title: string;
  url: string;
  validFrom: string;
}
