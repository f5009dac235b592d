import type { Socket } from 'node:net';
import type { SandboxConfig } from './config.js';
import { Courier } from './courier.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import { Posts } from './posts.js';
import { defaultSettings, type Settings } from './settings.js';
import { Timers } from './timers.js';

/** The tools both provider desks work with. */
export class Workbench {
  readonly timers = new Timers();
  readonly faults = new Faults();
  readonly journal: Journal;
  readonly posts: Posts;
  readonly courier: Courier;
  settings: Settings;
  private readonly held = new Set<Socket>();

  constructor(readonly config: SandboxConfig) {
    this.journal = new Journal(config.dataFile);
    this.posts = new Posts(this.journal);
    this.settings = defaultSettings(config);
    this.courier = new Courier(this);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.timers.after(ms, resolve));
  }

  /** Keeps a client waiting for an answer that never comes. */
  hold(socket: Socket, ms: number): void {
    this.held.add(socket);
    const timer = this.timers.after(ms, () => socket.destroy());
    socket.once('close', () => {
      this.held.delete(socket);
      this.timers.cancel(timer);
    });
  }

  /** Ends everything that is under way and forgets all faults and settings. */
  reset(): void {
    this.stop();
    this.faults.clear();
    this.posts.clear();
    this.journal.clear();
    this.settings = defaultSettings(this.config);
  }

  close(): Promise<void> {
    this.stop();
    this.journal.close();
    return this.courier.close();
  }

  private stop(): void {
    this.timers.clear();
    this.courier.clear();
    for (const socket of this.held) socket.destroy();
    this.held.clear();
  }
}
