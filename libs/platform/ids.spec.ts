import { describe, expect, it } from '@jest/globals';
import { newId } from './ids.js';

describe('new ids', () => {
  it('are UUIDs of version 7, sorted as they were made, also thousands within a millisecond', () => {
    const ids = Array.from({ length: 50_000 }, newId);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
