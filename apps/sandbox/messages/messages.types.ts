import type { Carrier } from '../core/faults.js';

/** How far a message came; `failed` is an end like `read`. */
export type ItemState = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** One message that was handed to one of the companies. */
export interface Item {
  /** The company's id. */
  id: string;
  carrier: Carrier | 'smtp';
  channel: 'sms' | 'whatsapp' | 'email';
  to: string;
  from: string;
  subject?: string;
  text: string;
  html?: string;
  /** Of WhatsApp. */
  template?: string;
  params?: string[];
  /** What the sender calls it, where the company repeats that. */
  reference?: string;
  /** Where the company reports on it. */
  callbackUrl?: string;
  state: ItemState;
  /** Why it failed. */
  code?: string;
  createdAt: string;
  changedAt: string;
}

/** What the senders' desks give; the rest follows. */
export type NewItem = Omit<Item, 'state' | 'createdAt' | 'changedAt'>;
