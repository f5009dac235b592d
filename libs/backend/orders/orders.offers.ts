import { Injectable } from '@nestjs/common';
import { type Event, OnEvent, sql, type Tx } from '@pakashop/platform';
import { OfferAnswered, type OfferAnswer } from '@pakashop/pricing';
import { plain } from '../messages/messages.buyers.js';
import { namesOf, type Told } from '../messages/messages.notice-board.js';
import { ShopNoticeBoard } from '../messages/messages.shop-board.js';

/** Who is told about the answer, and what: the amounts stand with the offer. */
const NOTICES = {
  offer_accepted: {
    subject: 'Your offer is accepted',
    text: 'accepted your offer for',
    then: 'Order it within 72 hours.',
  },
  offer_countered: {
    subject: 'The shop has named a price',
    text: 'named you a price for',
    then: 'Answer within 48 hours.',
  },
  offer_declined: { subject: 'Your offer was declined', text: 'declined your offer for', then: '' },
  price_accepted: { subject: 'A buyer agrees to your price', text: 'A buyer agrees to your price for', then: '' },
  price_answered: {
    subject: 'A buyer answered your price',
    text: 'A buyer answered your price for',
    then: 'Answer within 48 hours.',
  },
} as const;
type Notice = keyof typeof NOTICES;

/** What an answer is to the side that waits for it. */
const NOTICE_OF: Readonly<Record<OfferAnswer['by'], Partial<Record<OfferAnswer['state'], Notice>>>> = {
  SHOP: { ACCEPTED: 'offer_accepted', AT_BUYER: 'offer_countered', DECLINED: 'offer_declined' },
  BUYER: { ACCEPTED: 'price_accepted', AT_SHOP: 'price_answered' },
};

/** Tells buyers with an account, and those who work in a shop, that the other side has answered an offer. */
@Injectable()
export class OfferNotices extends ShopNoticeBoard<Notice> {
  protected readonly area = 'offers';
  protected readonly notices = namesOf(NOTICES);

  /** Guests are told nothing: an offer knows no contact. */
  async answered(tx: Tx, { by, state, shopId, variantId, userId }: OfferAnswer): Promise<void> {
    const notice = NOTICE_OF[by][state];
    if (!notice) return;
    if (by === 'BUYER') await this.tellTeam(tx, notice, variantId, shopId);
    else if (userId) await this.order(tx, notice, `${variantId}:${userId}`, userId);
  }

  protected async write(notice: Notice, reference: string): Promise<Told | undefined> {
    const [variantId, userId] = reference.split(':') as [string, string];
    const row = await this.db.maybe<{ title: string; shopName: string }>(sql`
      SELECT p.title, s.name AS "shopName" FROM backend.variants v JOIN backend.products p ON p.id = v.product_id
      JOIN backend.shops s ON s.id = v.shop_id WHERE v.id = ${variantId}`);
    if (!row) return undefined;
    const { subject, text, then } = NOTICES[notice];
    const who = notice.startsWith('offer') ? `${plain(row.shopName)} ` : '';
    return { userId, subject, text: `Pakashop: ${who}${text} ${plain(row.title).trim()}. ${then}`.trim() };
  }
}

/** Hears how offers go on. */
@Injectable()
export class OffersProcessor {
  constructor(private readonly notices: OfferNotices) {}

  @OnEvent(OfferAnswered)
  answered({ payload }: Event<OfferAnswer>, tx: Tx): Promise<void> {
    return this.notices.answered(tx, payload);
  }
}
