import type { Choice, Scene } from './model.scene.js';
import type { Act } from './model.steps.js';
import { amountOf, type Named, type Part, PROVIDERS, type Refund, type Statement } from './model.things.js';

/** Refunds, corrections and what statements say, in the names of the steps. */
export const money = {
  /** Some of what is left, of goods, fee or both, and goodwill on top, whoever bears it; sometimes paid at once. */
  refund: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(isPaid), choice);
    const refund = part && partly(scene, part, choice);
    return refund && open(scene, choice, refund);
  },

  refundWhole: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(isPaid), choice);
    const [refund] = part ? scene.wholeOf(part, 'STAFF') : [];
    return refund && told(scene, choice, refund);
  },

  /** One ngwee more than is left is refused, and nothing happens. */
  tooMuch: (scene, choice) => {
    const part = scene.pick(scene.world.parts.filter(isPaid), choice);
    if (!part) return undefined;
    const excess = scene.isHeads(choice, 0)
      ? { goods: part.goods - part.goodsBack + 1 }
      : { fee: part.fee - part.feeBack + 1 };
    return refused(scene, scene.newRefund(part.order, part, { reason: 'STAFF', ...excess }));
  },

  refundNews: (scene, choice) => {
    const refund = scene.pick(
      scene.world.refunds.filter(({ state }) => state === 'OWED'),
      choice,
    );
    if (!refund) return undefined;
    const news = choice.coin % 8;
    if (news < 4) {
      refund.state = 'PAID';
      return scene.tell([{ name: 'refundCompleted', refund }], choice);
    }
    if (news < 6) return scene.subject.refundTried(refund, news === 4 ? 'failed' : 'unknown');
    scene.world.withdraw(refund);
    return scene.tell([{ name: 'refundWithdrawn', refund }], choice);
  },

  adjust: (scene, choice) => {
    const payee = scene.pick(scene.world.payees, choice)!;
    const against = (['GOODWILL', 'WRITEOFF', 'COMMISSION', 'DELIVERY_MARGIN'] as const)[choice.coin % 4]!;
    const amount = 1 + (choice.size % 9_000);
    const change = scene.isHeads(choice, 3) ? amount : -amount;
    return adjusted(scene, { id: scene.world.newId(), payee, change, against });
  },

  statement: (scene, choice) => {
    const [kind, direction] = STATEMENTS[choice.coin % STATEMENTS.length]!;
    const provider = scene.pick(PROVIDERS, choice)!;
    const statement: Statement = { id: scene.world.newId(), kind, direction, provider, amount: 1 + choice.size };
    scene.world.statements.push(statement);
    return scene.tell([{ name: 'stated', statement }], choice);
  },
} satisfies Record<string, Act>;

const STATEMENTS = [
  ['FEE', 'OUT'],
  ['FEE', 'IN'],
  ['SENT', 'OUT'],
  ['ARRIVED', 'IN'],
  ['UNALLOCATED', 'IN'],
  ['ALLOCATED', 'OUT'],
  ['WRITE_OFF', 'OUT'],
  ['WRITE_OFF', 'IN'],
] as const;

const isPaid = ({ order }: Part): boolean => order.isPaid;

/** Up to all of it. */
const some = (left: number, size: number): number => (left === 0 ? 0 : 1 + (size % left));

function partly(scene: Scene, part: Part, choice: Choice): Refund | undefined {
  const { size } = choice;
  const named = size % 2 === 0 ? pieces(part, choice) : undefined;
  const amount = scene.isHeads(choice, 0) ? some(part.goods - part.goodsBack, size) : 0;
  const refund = scene.newRefund(part.order, part, {
    reason: 'STAFF',
    ...{ goods: named?.goods ?? amount, named },
    fee: scene.isHeads(choice, 1) ? some(part.fee - part.feeBack, size) : 0,
    goodwill: scene.isHeads(choice, 2) ? 1 + (size % 3_000) : 0,
    funder: scene.isHeads(choice, 3) ? 'SHOP' : 'PLATFORM',
    ...(scene.isHeads(choice, 4) && { provider: 'pawapay' }),
  });
  return amountOf(refund) > 0 ? refund : undefined;
}

/** Some pieces of a line at their price, as long as so much is left. */
function pieces(part: Part, { pick, size }: Choice): Named | undefined {
  const lines = part.lines.filter(({ gone, quantity }) => gone < quantity);
  const line = lines[pick % lines.length];
  if (!line) return undefined;
  const wanted = 1 + (size % (line.quantity - line.gone));
  const goods = Math.min(wanted * line.price, part.goods - part.goodsBack);
  line.gone += wanted;
  return { line, goods };
}

function open(scene: Scene, choice: Choice, refund: Refund): Promise<void> {
  scene.world.refund(refund);
  return told(scene, choice, refund);
}

function told(scene: Scene, choice: Choice, refund: Refund): Promise<void> {
  if (choice.pick % 3 > 0) return scene.tell([{ name: 'refundOpened', refund }], choice);
  refund.state = 'PAID';
  return scene.tell(
    [
      { name: 'refundOpened', refund },
      { name: 'refundCompleted', refund },
    ],
    choice,
  );
}

async function refused(scene: Scene, refund: Refund): Promise<void> {
  if (!(await scene.subject.refuses(refund))) throw new Error(`a refund of ${amountOf(refund)} is more than there is`);
}

async function adjusted(scene: Scene, adjustment: Parameters<Scene['world']['adjust']>[0]): Promise<void> {
  const isTaken = await scene.subject.adjust(adjustment);
  if (scene.world.adjust(adjustment) !== isTaken) {
    throw new Error(`a correction by ${adjustment.change} was ${isTaken ? 'taken' : 'refused'}`);
  }
}
