import { describe, expect, it } from '@jest/globals';
import { IsInt, Min } from 'class-validator';
import { Omittable, parseAs } from './validation.js';

class Parcel {
  @Omittable() @IsInt() @Min(1) pieces: number = 3;
}

class Label {
  @Omittable() @IsInt() @Min(1) weight?: number;
}

describe('a field that may be left out', () => {
  it('is left out, or something', () => {
    expect(parseAs(Label, {}).weight).toBeUndefined();
    expect(parseAs(Label, { weight: 2 }).weight).toBe(2);
    expect(() => parseAs(Label, { weight: null })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
  });
});

describe('a field with a default', () => {
  it('has it when it is left out', () => {
    expect(parseAs(Parcel, {}).pieces).toBe(3);
    expect(parseAs(Parcel, { pieces: 5 }).pieces).toBe(5);
  });

  it.each([null, 0, '5', {}])('is never %j', (pieces) => {
    expect(() => parseAs(Parcel, { pieces })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
  });
});

describe('the rules of a class', () => {
  class Heavy extends Parcel {
    @IsInt() @Min(10) kilos: number;
  }

  it('are those of its ancestors and its own, each time anew', () => {
    for (let time = 0; time < 2; time++) {
      expect(parseAs(Heavy, { kilos: 12 })).toEqual({ pieces: 3, kilos: 12 });
      expect(() => parseAs(Heavy, { kilos: 12, pieces: 0 })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
      expect(() => parseAs(Heavy, { kilos: 9 })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
      expect(() => parseAs(Parcel, { kilos: 12 })).toThrow(expect.objectContaining({ code: 'VAL_001' }));
    }
  });
});
