import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

const trimmed = ({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value);

/** One line of text, without the spaces around it. */
export const Line = (min: number, max: number): PropertyDecorator =>
  applyDecorators(
    Transform(trimmed),
    IsString(),
    MinLength(min),
    MaxLength(max),
    Matches(/^\P{C}*$/u, { message: '$property must not contain control characters' }),
  );

/** A text that may have several lines. */
export const Paragraph = (min: number, max: number): PropertyDecorator =>
  applyDecorators(Transform(trimmed), IsString(), MinLength(min), MaxLength(max));
