import type { Place } from './pricing.contract.js';

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Centres of the larger towns (GeoNames); the first of each province stands for towns that are not listed. */
const TOWNS: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  Lusaka: { Lusaka: [-15.4067, 28.2871], Kafue: [-15.7691, 28.1814], Chongwe: [-15.3292, 28.682] },
  Copperbelt: {
    Kitwe: [-12.8024, 28.2132],
    Ndola: [-12.9587, 28.6366],
    Chingola: [-12.529, 27.8838],
    Mufulira: [-12.5498, 28.2407],
    Luanshya: [-13.1367, 28.4166],
    Kalulushi: [-12.8415, 28.0948],
    Chililabombwe: [-12.3648, 27.8229],
  },
  Central: {
    Kabwe: [-14.4469, 28.4464],
    'Kapiri Mposhi': [-13.9715, 28.6699],
    Mkushi: [-13.6202, 29.3939],
    Serenje: [-13.2325, 30.2352],
    Mumbwa: [-14.9829, 27.0619],
  },
  Southern: {
    Livingstone: [-17.8419, 25.8543],
    Choma: [-16.8089, 26.9875],
    Mazabuka: [-15.856, 27.748],
    Monze: [-16.2833, 27.4833],
    Siavonga: [-16.5382, 28.7088],
  },
  Eastern: { Chipata: [-13.6333, 32.65], Petauke: [-14.2412, 31.3198], Lundazi: [-12.2929, 33.1782] },
  Northern: { Kasama: [-10.2129, 31.1808], Mbala: [-8.8402, 31.3659], Mpulungu: [-8.7623, 31.1141] },
  Luapula: { Mansa: [-11.1998, 28.8943], Samfya: [-11.3649, 29.5565] },
  'North-Western': { Solwezi: [-12.1688, 26.3894] },
  Western: { Mongu: [-15.2484, 23.1274], Kaoma: [-14.7833, 24.8], Sesheke: [-17.4759, 24.2968] },
  Muchinga: {
    Chinsali: [-10.5414, 32.0816],
    Mpika: [-11.8343, 31.4529],
    Nakonde: [-9.3421, 32.745],
    Isoka: [-10.1606, 32.6335],
  },
};

const listedTown = ({ province, town }: Place): string | undefined =>
  Object.keys(TOWNS[province]!).find((name) => name.toLowerCase() === town.trim().toLowerCase());

/** Whether the centre of the town itself is known: the first of its province stands for others. */
export const isListedTown = (place: Place): boolean => listedTown(place) !== undefined;

function pointOf(place: Place): Point {
  if (place.latitude !== undefined && place.longitude !== undefined) {
    return { latitude: place.latitude, longitude: place.longitude };
  }
  const towns = TOWNS[place.province]!;
  const name = listedTown(place);
  const [latitude, longitude] = name ? towns[name]! : Object.values(towns)[0]!;
  return { latitude, longitude };
}

const EARTH_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the great circle between two places (haversine formula). */
export function distanceBetween(from: Place, to: Place): number {
  const a = pointOf(from);
  const b = pointOf(to);
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return Math.round(2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h))));
}
