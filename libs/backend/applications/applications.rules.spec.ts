import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  DOCUMENT_KINDS,
  type Facts,
  isDone,
  isKey,
  type Item,
  missing,
  tickedBy,
} from './applications.checklist.rules.js';
import { maskNumber, normalNumber, NRC, TPIN } from './applications.numbers.rules.js';
import {
  APPLICATION_STATES,
  type ApplicationState,
  type Kind,
  KINDS,
  mayChange,
  mayStep,
  PHASES,
  PHASES_OF,
  type StepName,
  STEPS,
} from './applications.rules.js';

const steps = Object.keys(STEPS) as StepName[];
const FINAL: readonly ApplicationState[] = ['APPROVED', 'REJECTED', 'WITHDRAWN'];

/** The states after each of the steps, refused ones left out. */
const walk = (names: readonly StepName[]): ApplicationState[] =>
  names.reduce<ApplicationState[]>(
    (path, name) => (mayStep(name, path.at(-1)!) ? [...path, STEPS[name].to] : path),
    ['DRAFT'],
  );

describe('the states of an application', () => {
  const walks = fc.array(fc.constantFrom(...steps), { maxLength: 30 });

  it('are left for good by approval, rejection and withdrawal only', () => {
    for (const state of APPLICATION_STATES) {
      expect({ state, isFinal: steps.every((name) => !mayStep(name, state)) }).toEqual({
        state,
        isFinal: FINAL.includes(state),
      });
    }
  });

  it('all can be reached, whatever is tried on the way', () => {
    const reached = new Set<ApplicationState>();
    fc.assert(
      fc.property(walks, (names) => walk(names).every((state) => reached.add(state))),
      { numRuns: 500 },
    );
    expect(reached).toEqual(new Set(APPLICATION_STATES));
  });

  it('are never decided without having been sent in and taken in hand since the last change', () => {
    fc.assert(
      fc.property(walks, (names) => {
        const path = walk(names);
        for (const [i, state] of path.entries()) {
          if (state === 'APPROVED' || state === 'REJECTED') expect(path[i - 1]).toBe('IN_REVIEW');
          if (state === 'IN_REVIEW') expect(path[i - 1]).toBe('SUBMITTED');
          if (state === 'SUBMITTED') expect(['DRAFT', 'CHANGES_REQUESTED', 'IN_REVIEW']).toContain(path[i - 1]);
        }
      }),
    );
  });

  it('lets the applicant change things exactly while it is not sent in', () => {
    expect(APPLICATION_STATES.filter(mayChange)).toEqual(['DRAFT', 'CHANGES_REQUESTED']);
  });

  it('has nobody else take back an application, and no applicant decide', () => {
    const by = (who: string) => steps.filter((name) => STEPS[name].by === who);
    expect(by('applicant')).toEqual(['submit', 'withdraw']);
    expect(by('staff')).toEqual(['take', 'release', 'request_changes', 'approve', 'reject']);
  });
});

describe('numbers', () => {
  it.each([
    [NRC, '123456/11/1', true],
    [NRC, '123456/11/4', false],
    [NRC, '12345/11/1', false],
    [NRC, '123456-11-1', false],
    [NRC, '123456/11/1\n', false],
    [TPIN, '1002345678', true],
    [TPIN, '100234567', false],
    [TPIN, '10023456789', false],
    [TPIN, '١٠٠٢٣٤٥٦٧٨', false],
  ])('%s takes %j: %s', (format, text, taken) => {
    expect(format.test(text)).toBe(taken);
  });

  it('are masked so that nobody learns them', () => {
    expect(maskNumber('NRC', '123456/11/1')).toBe('123***/**/1');
    expect(maskNumber('TPIN', '1002345678')).toBe('*******678');
    expect(maskNumber('WALLET', '+260971234556')).toBe('+26097*****56');
  });

  it('are equal however they were typed', () => {
    expect(normalNumber('dl-12 34/x')).toBe(normalNumber('DL1234X'));
    expect(normalNumber('123456/11/1')).not.toBe(normalNumber('123456/11/2'));
  });
});

const anItem = fc.record({
  id: fc.uuid(),
  key: fc.constantFrom(
    ...PHASES.map((phase) => `phase.${phase}`),
    ...DOCUMENT_KINDS.map((kind) => `document.${kind}`),
    'staff.visit',
  ),
  title: fc.constant('Something'),
  help: fc.constant(''),
  required: fc.boolean(),
});
const someFacts: fc.Arbitrary<Facts> = fc.record({
  kind: fc.constantFrom(...KINDS),
  phases: fc.subarray([...PHASES]).map((phases) => new Set(phases)),
  documents: fc
    .array(fc.tuple(fc.constantFrom(...DOCUMENT_KINDS), fc.constantFrom('SCANNING', 'CLEAN', 'REFUSED')))
    .map((documents) => new Map(documents)) as fc.Arbitrary<Facts['documents']>,
  ticks: fc.array(fc.uuid()).map((ids) => new Set(ids)),
});

describe('the checklist', () => {
  const lists = fc.uniqueArray(anItem, { maxLength: 12, selector: ({ key }) => key });

  it('misses something for the approval whenever it misses it for sending in', () => {
    fc.assert(
      fc.property(lists, someFacts, (items, facts) => {
        const before = missing(items, facts, 'submit').map(({ key }) => key);
        const after = missing(items, facts, 'approve').map(({ key }) => key);
        expect(after).toEqual(expect.arrayContaining(before));
      }),
    );
  });

  it('names each thing once, and nothing that is there, optional, or for staff before it is sent in', () => {
    fc.assert(
      fc.property(lists, someFacts, (items, facts) => {
        const keys = missing(items, facts, 'submit').map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        const wrong = items.filter(
          (item) =>
            isDone(item, facts) ||
            tickedBy(item.key) === 'staff' ||
            (!item.required && item.key.startsWith('document')),
        );
        expect(wrong.filter(({ key }) => keys.includes(key))).toEqual([]);
      }),
    );
  });

  it('asks for what an approval is made of even when the operator does not', () => {
    const facts = { phases: new Set(), documents: new Map(), ticks: new Set() } as Omit<Facts, 'kind'>;
    const asked = (kind: Kind) => missing([], { kind, ...facts }, 'submit').map(({ key }) => key);
    for (const kind of KINDS) {
      expect(asked(kind)).toEqual(PHASES_OF[kind].filter((p) => p !== 'documents').map((phase) => `phase.${phase}`));
    }
  });

  it('waits with the approval for the checks of all files', () => {
    const item: Item = { id: 'i', key: 'document.NRC_FRONT', title: 'NRC, front', help: '', required: true };
    const facts = (state: string) =>
      ({
        kind: 'SELLER',
        phases: new Set(PHASES),
        documents: new Map([
          ['NRC_FRONT', state],
          ['PORTRAIT', state],
        ]),
        ticks: new Set(),
      }) as unknown as Facts;
    expect(missing([item], facts('SCANNING'), 'submit')).toEqual([]);
    expect(missing([item], facts('SCANNING'), 'approve').map(({ key }) => key)).toEqual([
      'document.NRC_FRONT',
      'document.PORTRAIT',
    ]);
    expect(missing([item], facts('CLEAN'), 'approve')).toEqual([]);
  });

  it.each([
    ['phase.business', true],
    ['phase.vehicle', false],
    ['phase.nonsense', false],
    ['document.NRC_BACK', true],
    ['document.SELFIE', false],
    ['staff.site_visit', true],
    ['staff.', false],
    ['anything', false],
  ])('lets a seller have the item %s: %s', (key, may) => {
    expect(isKey('SELLER', key)).toBe(may);
  });
});
