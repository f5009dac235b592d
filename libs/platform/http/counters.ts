import { Injectable } from '@nestjs/common';

/** What a process has done so far, by name; `/metrics` shows it, and it begins anew with the process. */
@Injectable()
export class Counters {
  private readonly counts = new Map<string, number>();

  /** @param name as Prometheus wants it: `pakashop_password_checks_total` */
  add(name: `pakashop_${string}_total`): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.counts);
  }
}
