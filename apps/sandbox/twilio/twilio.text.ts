/** The basic character set of GSM 03.38 and its extension, whose characters count twice. */
const BASIC = `@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà`;
const EXTENSION = '^{}\\[~]|€';

/** How many parts a text costs: 160 or 153 characters each in GSM-7, 70 or 67 as soon as one character is foreign to it. */
export function segmentsOf(text: string): { segments: number; encoding: 'GSM-7' | 'UCS-2' } {
  const characters = [...text];
  const isGsm = characters.every((one) => BASIC.includes(one) || EXTENSION.includes(one));
  const length = isGsm ? characters.reduce((sum, one) => sum + (EXTENSION.includes(one) ? 2 : 1), 0) : text.length;
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  return { segments: length <= single ? 1 : Math.ceil(length / joined), encoding: isGsm ? 'GSM-7' : 'UCS-2' };
}
