import { Transform, type TransformFnParams } from 'class-transformer';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** What a privileged act is asked with: as its body, as a part of it, or as the query of a DELETE. */
export class ActReason {
  /** Why, for the audit. */
  @Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value))
  @IsString()
  @MinLength(3)
  @MaxLength(500)
  @Matches(/^\P{C}*$/u, { message: 'reason must not contain control characters' })
  reason: string;
}
