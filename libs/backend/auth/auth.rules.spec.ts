import { describe, expect, it } from '@jest/globals';
import { Problem } from '@pakashop/platform';
import { isCommon } from './auth.common-passwords.js';
import { checkPassword } from './auth.rules.js';

const known = { name: 'Mary-Jane Chanda', email: 'mj.chanda87@example.com', phone: '+260971234567' };
const verdict = (password: string): string => {
  try {
    checkPassword(password, known);
    return 'good';
  } catch (error) {
    return (error as Problem).code;
  }
};

describe('a password', () => {
  it.each([
    ['Kf7#q2xw', 'good'],
    ['correct horse battery staple', 'good'],
    ['        . ,;    ', 'good'],
    ['nshima na kapenta tonight', 'good'],
    ['🦛🦒🦓🐘🦁🐆🐊🦏', 'good'],
    ['aB3$'.repeat(32), 'good'],
    [`${'aB3$'.repeat(32)}x`, 'VAL_001'],
    ['Kf7#q2x', 'VAL_001'],
    ['🦛🦒🦓🐘', 'VAL_001'],
  ])('%s is %s', (password, expected) => {
    expect(verdict(password)).toBe(expected);
  });

  it.each([
    'pakashop2026!',
    'PakaShop#1',
    '0971234567',
    '+260971234567',
    '260971234567',
    'mary-jane1',
    'MJ.Chanda87',
    'chandachanda99',
  ])('%s is made of what is known about the person', (password) => {
    expect(verdict(password)).toBe('auth.password_too_common');
  });

  it.each([
    '12345678',
    '123456789',
    '1234567890',
    '0123456789',
    '87654321',
    '11111111',
    '00000000',
    '12341234',
    '123123123',
    'abcdefgh',
    'abcd1234',
    'password',
    'Password1',
    'P@ssw0rd',
    'P@ssw0rd123!',
    '$ecret2026',
    'passw0rd',
    'qwertyuiop',
    'qwerty123',
    'QWERTY12345',
    '1q2w3e4r',
    '1qaz2wsx',
    'qazwsxedc',
    'asdfghjkl',
    'zxcvbnm123',
    'iloveyou',
    'ILoveYou2!',
    'sunshine',
    'princess1',
    'football',
    'baseball!',
    'superman',
    'trustno1',
    'letmein123',
    'welcome1',
    'Welcome2026',
    'admin1234',
    'administrator',
    'changeme',
    'monkey123',
    'dragon99',
    'zambia2026',
    'Zambia1964!',
    'lusaka123',
    'chipolopolo',
    'airtelmoney',
    'liverpool1',
    'manutd2008',
    'chelsea123',
    'arsenal1',
    'jesus123',
    'blessing1',
    'godisgood',
    'michael1',
    'jennifer',
    '24101964',
    '1964-10-24',
    'aaaaaaaa',
    'abababab',
    'a1b2c3d4',
    'lovelove',
    'computer',
    'internet1',
    'whatever',
    'starwars',
    'pokemon1',
    'samsung1',
    'mobilemoney',
    'qwer1234',
    'aa123456',
    '123qweasd',
  ])('%s is common', (password) => {
    expect(isCommon(password)).toBe(true);
    expect(verdict(password)).toBe('auth.password_too_common');
  });
});
