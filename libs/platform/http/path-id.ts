import { Param, ParseUUIDPipe } from '@nestjs/common';
import { invalidInput } from '../validation.js';

/**
 * An id in the path: `@PathId() id: string`.
 *
 * @throws Problem VAL_001 for anything but a UUID
 */
export const PathId = (name = 'id') =>
  Param(
    name,
    new ParseUUIDPipe({
      exceptionFactory: () => invalidInput([{ path: name, message: `${name} must be a UUID` }]),
    }),
  );
