import { describe, expect, it } from '@jest/globals';
import { IsInt, Min } from 'class-validator';
import { Defaulted, parseAs } from './validation.js';

class Parcel {
  @Defaulted() @IsInt() @Min(1) pieces: number = 3;
}

describe('a field with a default', () => {
  it('has it when it is left out', () => {
    expect(parseAs(Parcel, {}).pieces).toBe(3);
    expect(parseAs(Parcel, { pieces: 5 }).pieces).toBe(5);
  });

  it.each([null, 0, '5', {}])('is never %j', (pieces) => {
    expect(() => parseAs(Parcel, { pieces })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
  });
});
