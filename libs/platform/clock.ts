import { Injectable } from '@nestjs/common';

/** The time of this process. Whether something is due is asked of the database's clock, never of this one. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
