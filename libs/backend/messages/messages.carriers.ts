import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Carrier, CarrierName } from './messages.carrier.js';
import type { Way } from './messages.rules.js';
import type { Channel } from './messages.service.js';

/** The carriers of this process, in the order in which they are preferred within their channel. */
@Injectable()
export class Carriers implements OnApplicationShutdown {
  constructor(private readonly carriers: readonly Carrier[]) {}

  /** Undefined for a carrier whose account is gone. */
  named(name: CarrierName): Carrier | undefined {
    return this.carriers.find((carrier) => carrier.name === name);
  }

  /** The ways of a message in the order of its channels. */
  ways(channels: readonly Channel[]): Way[] {
    return channels.flatMap((channel) => this.carriers.filter((carrier) => carrier.channel === channel));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.carriers.map((carrier) => carrier.close()));
  }
}
