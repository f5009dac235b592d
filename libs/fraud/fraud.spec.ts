import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, money, newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { FraudPort, type AssessPayment } from './fraud.contract.js';
import type { ReviewList, ReviewView } from './fraud.dto.js';
import { as, payment, rows, selfDealing } from './fraud.fixtures.js';
import { FraudService } from './fraud.service.js';

// The same expectations whether the caller hosts fraud itself or reaches it over HTTP.
describe.each(['in process', 'over HTTP'])('fraud %s', (binding) => {
  let fraud: NestFastifyApplication;
  let caller: NestFastifyApplication;
  let port: FraudPort;
  let db: Database;

  beforeAll(async () => {
    fraud = await bootApp('fraud', rows);
    caller = fraud;
    if (binding === 'over HTTP') {
      await fraud.listen(0, '127.0.0.1');
      caller = await bootApp('api', rows, { HOST_DOMAINS: 'none', GATEWAY_URL: await fraud.getUrl() });
    }
    port = caller.get(FraudPort);
    db = fraud.get(Database);
  });
  afterAll(async () => {
    if (caller !== fraud) await caller.close();
    await fraud.close();
  });

  const reviewsOf = ({ paymentId }: AssessPayment) =>
    db.rows<{ id: string; state: string }>(sql`SELECT id, state FROM fraud.reviews WHERE payment_id = ${paymentId}`);
  const eventsOf = ({ paymentId }: AssessPayment) =>
    db.rows<{ payload: object; actor: string }>(
      sql`SELECT payload, actor FROM platform.outbox WHERE name = 'fraud.review_decided' AND aggregate_id = ${paymentId}`,
    );
  const held = async (): Promise<{ suspect: AssessPayment; id: string }> => {
    const suspect = selfDealing();
    await port.assess(suspect);
    return { suspect, id: (await reviewsOf(suspect))[0]!.id };
  };
  const decide = async (id: string, payload: object, headers = as()) => {
    const answer = await fraud.inject({
      method: 'POST',
      url: `/api/v1/fraud/reviews/${id}/decision`,
      headers,
      payload,
    });
    return { status: answer.statusCode, body: answer.json<ReviewView & { code: string }>() };
  };
  const list = async (query = '', headers = as()) => {
    const answer = await fraud.inject({ url: `/api/v1/fraud/reviews${query}`, headers });
    return { status: answer.statusCode, body: answer.json<ReviewList & { code: string }>() };
  };
  const approve = { decision: 'APPROVED', reason: 'known customer' };

  it('is bound as the name says', () => {
    expect(port instanceof FraudService).toBe(binding === 'in process');
  });

  describe('assess', () => {
    it('passes an ordinary payment, of a person and of a guest, and keeps the assessment', async () => {
      const ordinary = payment();
      const answer = await port.assess(ordinary);
      expect(answer).toEqual({ assessmentId: expect.any(String), decision: 'PASS', score: 0 });
      expect(await port.assess(payment({ buyerId: undefined }))).toMatchObject({ decision: 'PASS' });
      expect(await reviewsOf(ordinary)).toEqual([]);
      const [kept] = await db.rows(
        sql`SELECT payment_id, score, decision, ruleset, rules FROM fraud.assessments WHERE id = ${answer.assessmentId}`,
      );
      expect(kept).toMatchObject({
        payment_id: ordinary.paymentId,
        score: 0,
        decision: 'PASS',
        ruleset: expect.stringMatching(/^[0-9a-f]{12}$/),
        rules: { fired: [], threshold: 50, buyerId: ordinary.buyerId, sellerIds: ordinary.sellerIds },
      });
    });

    it('holds self-dealing for a person and does not say why', async () => {
      const suspect = selfDealing();
      const answer = await port.assess(suspect);
      expect({ ...answer }).toEqual({ assessmentId: expect.any(String), decision: 'REVIEW', score: 100 });
      expect(await reviewsOf(suspect)).toEqual([{ id: expect.any(String), state: 'OPEN' }]);
    });

    it('scores a large and a tiny amount without holding it', async () => {
      expect(await port.assess(payment({ amount: money(300_001) }))).toMatchObject({ decision: 'PASS', score: 20 });
      expect(await port.assess(payment({ amount: money(99) }))).toMatchObject({ decision: 'PASS', score: 15 });
    });

    it('opens one review per payment under 30 parallel calls', async () => {
      const suspect = selfDealing();
      const answers = await Promise.all(Array.from({ length: 30 }, () => port.assess(suspect)));
      expect(new Set(answers.map(({ decision }) => decision))).toEqual(new Set(['REVIEW']));
      expect(await reviewsOf(suspect)).toHaveLength(1);
    });

    it('follows the review of a payment: waiting while open, passing once approved, waiting when rejected', async () => {
      const { suspect, id } = await held();
      const harmless = { ...suspect, sellerIds: [newId()] };
      expect(await port.assess(harmless)).toMatchObject({ decision: 'REVIEW', score: 0 });
      await decide(id, approve);
      expect(await port.assess(suspect)).toMatchObject({ decision: 'PASS', score: 100 });
      expect(await port.assess(harmless)).toMatchObject({ decision: 'PASS', score: 0 });

      const other = await held();
      await decide(other.id, { decision: 'REJECTED', reason: 'own shop' });
      expect(await port.assess(other.suspect)).toMatchObject({ decision: 'REVIEW', score: 100 });
      expect(await reviewsOf(other.suspect)).toEqual([{ id: other.id, state: 'REJECTED' }]);
    });
  });

  describe('the review queue', () => {
    it('shows what a person needs to decide, the longest waiting first, in pages', async () => {
      const first = await held();
      const second = await held();
      const open: ReviewView[] = [];
      let cursor: string | null = null;
      do {
        const { body }: { body: ReviewList } = await list(`?state=OPEN&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        open.push(...body.data);
        cursor = body.nextCursor;
      } while (cursor);
      expect(open.map(({ id }) => id)).toEqual(open.map(({ id }) => id).toSorted());
      expect(open.slice(-2)).toEqual([
        expect.objectContaining({ id: first.id }),
        {
          id: second.id,
          paymentId: second.suspect.paymentId,
          orderId: second.suspect.orderId,
          state: 'OPEN',
          score: 100,
          threshold: 50,
          rules: [{ rule: 'SDL_001', weight: 100 }],
          ruleset: expect.any(String),
          amount: { amount: 25_000, currency: 'ZMW' },
          method: 'MTN_MONEY',
          buyerId: second.suspect.buyerId,
          sellerIds: second.suspect.sellerIds,
          createdAt: expect.any(String),
          decidedBy: null,
          decidedAt: null,
          reason: null,
        },
      ]);
    });

    it('takes a decision, tells the others in the same transaction, and lists it as decided', async () => {
      const { suspect, id } = await held();
      const analyst = newId();
      const { status, body } = await decide(id, approve, as(analyst));
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id,
        state: 'APPROVED',
        decidedBy: analyst,
        reason: 'known customer',
        decidedAt: expect.any(String),
      });
      expect(await eventsOf(suspect)).toEqual([
        {
          payload: { reviewId: id, paymentId: suspect.paymentId, orderId: suspect.orderId, decision: 'APPROVED' },
          actor: `person:${analyst}`,
        },
      ]);
      expect((await list('?state=APPROVED&limit=100')).body.data.map((review) => review.id)).toContain(id);
      expect((await list('?state=OPEN&limit=100')).body.data.map((review) => review.id)).not.toContain(id);
    });

    it('takes one of ten parallel decisions and answers the others 409', async () => {
      const { suspect, id } = await held();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          decide(id, { decision: i % 2 ? 'APPROVED' : 'REJECTED', reason: 'looked at it' }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
      expect(answers.find(({ status }) => status === 409)!.body.code).toBe('fraud.review_decided');
      const winner = answers.find(({ status }) => status === 200)!.body.state;
      expect(await eventsOf(suspect)).toMatchObject([{ payload: { decision: winner } }]);
      expect(await reviewsOf(suspect)).toEqual([{ id, state: winner }]);
    });

    it('answers a repeat under the same Idempotency-Key with the first answer', async () => {
      const { suspect, id } = await held();
      const headers = { ...as(), 'idempotency-key': newId() };
      const first = await decide(id, approve, headers);
      expect(await decide(id, approve, headers)).toEqual(first);
      expect(await eventsOf(suspect)).toHaveLength(1);
    });

    it('hides a payment from analysts who are its buyer or a seller', async () => {
      const seller = newId();
      const { id, suspect } = await held();
      const sold = payment({ sellerIds: [seller, suspect.buyerId!], buyerId: suspect.buyerId });
      await port.assess(sold);
      const soldId = (await reviewsOf(sold))[0]!.id;
      for (const [person, review] of [
        [suspect.buyerId!, id],
        [seller, soldId],
      ] as const) {
        expect(await decide(review, approve, as(person))).toMatchObject({
          status: 404,
          body: { code: 'fraud.unknown_review' },
        });
        const seen = (await list('?limit=100', as(person))).body.data.map((shown) => shown.id);
        expect(seen).not.toContain(review);
      }
      expect(await reviewsOf(suspect)).toEqual([{ id, state: 'OPEN' }]);
      expect(await reviewsOf(sold)).toEqual([{ id: soldId, state: 'OPEN' }]);
    });

    it('lets a person review the payment of a guest', async () => {
      const guest = payment({ buyerId: undefined });
      await db.execute(sql`
        WITH assessment AS (
          INSERT INTO fraud.assessments (id, payment_id, order_id, score, decision, rules, ruleset)
          VALUES (${newId()}, ${guest.paymentId}, ${guest.orderId}, 60, 'REVIEW',
            ${JSON.stringify({ fired: [], threshold: 50, sellerIds: guest.sellerIds, ...guest.amount, method: 'CARD' })}, 'v')
          RETURNING id, payment_id, order_id)
        INSERT INTO fraud.reviews (id, assessment_id, payment_id, order_id)
        SELECT ${newId()}, id, payment_id, order_id FROM assessment`);
      const [review] = await reviewsOf(guest);
      expect(await decide(review!.id, approve)).toMatchObject({
        status: 200,
        body: { state: 'APPROVED', buyerId: null },
      });
    });

    it('is closed to everybody else', async () => {
      const { id } = await held();
      expect((await list('', {})).status).toBe(404);
      expect(await list('', as(newId(), ['orders.read']))).toMatchObject({ status: 403, body: { code: 'AUTH_002' } });
      expect(await list('', as(newId(), ['fraud.reviews.read'], 'shop'))).toMatchObject({ status: 403 });
      expect(await decide(id, approve, as(newId(), ['fraud.reviews.read']))).toMatchObject({ status: 403 });
      expect(await decide(id, approve, as(newId(), ['fraud.reviews.decide'], 'shop'))).toMatchObject({ status: 403 });
    });

    it('refuses what it cannot read', async () => {
      const { id } = await held();
      expect(await decide(id, { decision: 'OPEN', reason: 'again' })).toMatchObject({
        status: 400,
        body: { code: 'VAL_001' },
      });
      expect(await decide(id, { decision: 'APPROVED', reason: '' })).toMatchObject({ status: 400 });
      expect(await decide('1', approve)).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
      expect(await decide(newId(), approve)).toMatchObject({ status: 404, body: { code: 'fraud.unknown_review' } });
      expect(await list('?state=LOST')).toMatchObject({ status: 400 });
      const cursor = Buffer.from('["x"]').toString('base64url');
      expect(await list(`?cursor=${cursor}`)).toMatchObject({ status: 400, body: { code: 'VAL_001' } });
    });
  });
});

describe('the configuration of fraud', () => {
  it('sets threshold and weights, and the assessment names the figures', async () => {
    const app = await bootApp('fraud', rows, {
      FRAUD_REVIEW_THRESHOLD: '14',
      FRAUD_REFERENCE_ORDER: '1000',
      FRAUD_WEIGHT_AMT_001: '40',
    });
    try {
      expect(await app.get(FraudPort).assess(payment({ amount: money(3_001) }))).toMatchObject({
        decision: 'REVIEW',
        score: 40,
      });
      expect(await app.get(FraudPort).assess(payment({ amount: money(50) }))).toMatchObject({
        decision: 'REVIEW',
        score: 15,
      });
      expect(await app.get(FraudPort).assess(payment({ amount: money(3_000) }))).toMatchObject({
        decision: 'PASS',
        score: 0,
      });
    } finally {
      await app.close();
    }
  });

  it('names a variable that is out of range at the start', async () => {
    await expect(bootApp('fraud', rows, { FRAUD_REVIEW_THRESHOLD: '100' })).rejects.toThrow(/FRAUD_REVIEW_THRESHOLD/);
  });
});
