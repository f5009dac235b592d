import { sql, type Tx } from '@pakashop/platform';
import type { AreaServed } from './delivery.dto.js';

/** Writes which towns an agent serves, in the place of those before. */
export async function writeAreas(tx: Tx, agentId: string, areas: readonly AreaServed[]): Promise<void> {
  await tx.execute(sql`DELETE FROM backend.agent_areas WHERE agent_id = ${agentId}`);
  const of = <K extends keyof AreaServed>(key: K) => areas.map((area) => area[key]);
  await tx.execute(sql`
    INSERT INTO backend.agent_areas (agent_id, province, town, radius_km)
    SELECT ${agentId}, a.province, a.town, a.radius_km
    FROM unnest(${of('province')}::text[], ${of('town')}::text[], ${of('radiusKm')}::int[]) AS a (province, town, radius_km)`);
}
