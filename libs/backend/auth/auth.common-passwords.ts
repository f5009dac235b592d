import { createRequire } from 'node:module';

/** Common here, and in no list of the world: places, names, companies, clubs and sayings. */
const LOCAL = new Set(
  `
  abuja accra administrador airtel airtelmoney arsenalfc banda bestfriends bestlife billionaire bitcoin blantyre
  businessman bwalya championsleague changeme chelseafc chibwe chikondi chileshe chililabombwe chilufya chimwemwe
  chingola chipata chipo chipolopolo chisanga chisomo chitalu choma choolwe choongo contrasena copperbelt dalitso
  default dodoma enjoylife firstborn foreverlove forex fortnite freefire gaborone gifty givemore gmail godblessme
  godisgood greenbuffaloes habeenzu hachilala hamoonga hamweemba happybirthday harare hilux holyspirit hotmail huawei
  ifisashi ilovemum ilovemymom infinix instagram itel johannesburg kabwe kafue kalaba kalunga kampala kangwa kaoma
  kapampa kapasa kapembwa kapenta kapiri kasama kasonde katongo kaunda kennethkaunda kigali kitwe kondwa kondwani
  kunda kwacha lagos landcruiser lastborn lilongwe limbani liverpoolfc livingstone login lovemore loveness luanshya
  lubasi lubinda lubumbashi lungu lusaka luse lushomo luyando lweendo mabvuto madalitso mainza mama mamaafrica
  manchesterunited mancity mansa manunited manutd mapalo mapenzi maputo marketplace mazabuka mbappe mbewe mercedesbenz
  mirriam mobilemoney mobilephone mombasa momo mongu moonga mosi mosioatunya motherland mphatso mpika mtn mtnmomo
  mtnmoney mubanga mubita mudenda mufulira mukelabai mukosa mukuka mulenga muleya mulonga mumba mundia musole musonda
  mutale mutinta mutumba mwansa mwape mweemba myaccount mybank mychildren mydaughter myshop myson mystore nakonde
  nalishebo namasiku nasilele ndola newpass neymar ngandu ngoma ngwee nkana nkwazi nshima nyirenda onenation onezambia
  onezambiaonenation orders ourpassword payments phiri powerdynamos praisegod praisethelord psalm pubg redarrows rhoda
  roblox rwanda sakala salah shoponline siame sichone sililo simasiku simukonda sinkala sitali snapchat solwezi
  southafrica sweetlove taonga tapiwa tecno telegram tembo temwani thandiwe thepassword tiktok turquoise twaambo
  twitter vendor victoriafalls vitumbuwa wamunyima wamuwi whatsapp wifi windhoek yahoo yourpassword zambezi zambia
  zambiaforever zambian zamnet zamtel zamtelkwacha zanaco zanacofc zedfm zedmusic zesco
`
    .trim()
    .split(/\s+/),
);

const require = createRequire(import.meta.url);
let world: ReadonlySet<string> | undefined;

/**
 * Some 49,000 passwords of the lists that guessers use (zxcvbn). They take about 5 MB of heap and 20 ms to unpack, so a
 * process reads them when it first has a password to judge.
 */
function isWord(text: string): boolean {
  world ??= new Set(
    (require('@zxcvbn-ts/language-common') as { dictionary: { 'passwords-common': string[] } }).dictionary[
      'passwords-common'
    ],
  );
  return world.has(text) || LOCAL.has(text);
}

/** Keys in rows, upwards; read in both directions. */
const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const RUNS = ROWS.flatMap((row) => [row, [...row].toReversed().join('')]);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * True for what guessers try first: a common word however decorated, a row of keys, a repetition, or a date. Digits and
 * signs around a word and the usual look-alikes inside it are taken away before it is looked up.
 */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase();
  const forms = [text, bare(text), tailless(text)].flatMap((form) => [form, unmasked(form)]);
  return forms.some((form) => isWord(form) || isWord(half(form))) || isRun(text) || isRepetition(text) || isDate(text);
}

/** Without the digits and signs after it. */
const tailless = (text: string): string => text.replace(/[^\p{L}]+$/u, '');
/** Without the digits and signs around it. */
const bare = (text: string): string => tailless(text).replace(/^[^\p{L}]+/u, '');
/** With letters for the digits and signs that look like them. */
const unmasked = (text: string): string => [...text].map((sign) => LOOK_ALIKES[sign] ?? sign).join('');

/** The word of a word that is written twice. */
const half = (text: string): string => {
  const word = text.slice(0, text.length / 2);
  return word.length > 2 && word + word === text ? word : '';
};

/** Made of pieces of rows, three keys or more each: 12345678, abcdefgh, qwertyuiop, 123456789qwerty, 87654321. */
function isRun(text: string): boolean {
  let rest = text;
  while (rest.length > 2) {
    const piece = longestRun(rest);
    if (piece < 3) return false;
    rest = rest.slice(piece);
  }
  return true;
}

function longestRun(text: string): number {
  let length = Math.min(text.length, 26);
  while (length > 2 && !RUNS.some((run) => run.includes(text.slice(0, length)))) length--;
  return length;
}

/** One or two different signs, or a short piece over and over: 11111111, abababab, 123123123. */
const isRepetition = (text: string): boolean =>
  text.length <= 20 && (new Set(text).size < 3 || /^(.{1,4})\1+.?$/u.test(text));

/** Nothing but a date: 24101964, 1964-10-24. */
const isDate = (text: string): boolean =>
  /^(\d{1,2}[./-]?\d{1,2}[./-]?(19|20)\d{2}|(19|20)\d{2}[./-]?\d{1,2}[./-]?\d{1,2})$/.test(text);
