/** The numbers of one limit, in microseconds: `quota` requests per window, each worth one interval of it. */
export interface Rate {
  readonly interval: number;
  readonly window: number;
}

/** A quota per window in seconds. The window is rounded so that it holds exactly `quota` intervals. */
export function rateOf(quota: number, seconds: number): Rate {
  const interval = Math.max(1, Math.floor((seconds * 1e6) / quota));
  return { interval, window: interval * quota };
}

/**
 * The generic cell rate algorithm over one number per key: the debt, microseconds until the key's past is forgotten. A
 * request adds its intervals and may pass while the debt stays within the window; time pays it off. The whole quota may
 * come at once, and no window edge lets it come twice. A negative cost gives units back.
 *
 * @returns the debt after the request, or undefined when it may not pass
 */
export function charge(debt: number, { interval, window }: Rate, cost: number): number | undefined {
  const after = Math.max(debt + cost * interval, 0);
  return cost > 0 && after > window ? undefined : after;
}

/** Requests that may still pass at this debt. */
export const unitsLeft = (debt: number, { interval, window }: Rate): number =>
  Math.max(0, Math.floor((window - debt) / interval));

/** Microseconds until one request more than now may pass. */
export const untilNextUnit = (debt: number, rate: Rate): number =>
  Math.max(0, debt - rate.window + (unitsLeft(debt, rate) + 1) * rate.interval);

/** Microseconds until a request of this cost may pass; 0 when it may now. */
export const untilUnits = (debt: number, { interval, window }: Rate, cost: number): number =>
  Math.max(0, debt + cost * interval - window);

/**
 * {@link charge} for several keys at once, in two sets: of a set all are charged or none, and the second is only looked
 * at when the first was charged. Redis' clock is the clock of all processes. KEYS are the limits, ARGV is the size of the
 * first set, then interval, window and cost of each. Answers how many keys were charged and the debt of each.
 */
export const CHARGE_ALL = `
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local stored = redis.call('MGET', unpack(KEYS))
local answer = { 0 }
local function charge(from, to)
  local after = {}
  for i = from, to do
    local cost = tonumber(ARGV[3 * i + 1])
    after[i] = math.max(answer[i + 1] + cost * ARGV[3 * i - 1], 0)
    if cost > 0 and after[i] > tonumber(ARGV[3 * i]) then return false end
  end
  for i = from, to do
    redis.call('SET', KEYS[i], string.format('%.0f', now + after[i]), 'PX', math.max(1, math.ceil(after[i] / 1000)))
    answer[i + 1] = after[i]
  end
  answer[1] = to
  return true
end
for i = 1, #KEYS do answer[i + 1] = math.max(tonumber(stored[i] or now) - now, 0) end
local first = tonumber(ARGV[1])
if charge(1, first) then charge(first + 1, #KEYS) end
return answer`;
