import { Omittable } from '@pakashop/platform';
import { PROVINCES, type Province } from '@pakashop/pricing';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsObject,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AgentVehicle, sameArea, ServiceArea } from '../applications/applications.dto.js';
import { Line } from '../applications/applications.fields.js';
import { NRC } from '../applications/applications.numbers.rules.js';
import { USUAL_RADIUS_KM } from './delivery.rules.js';

export class AreaServed extends ServiceArea {
  /** How far around the town the agent goes. */
  @Omittable() @IsInt() @Min(1) @Max(200) radiusKm: number = USUAL_RADIUS_KM;
}

/** All towns that the agent serves, in the place of those before. */
export class AgentAreas {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique(sameArea)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AreaServed)
  areas: AreaServed[];
}

/** Who somebody is who was invited to a fleet; whoever applied alone has said so in the application. */
export class FleetAgentProfile extends AgentVehicle {
  /** The fleet whose invitation was accepted. */
  @IsUUID() fleetId: string;
  /** As on the registration card. */
  @Line(2, 120) legalName: string;
  /** National registration card, `123456/11/1`. */
  @Matches(NRC, { message: 'nrc must look like 123456/11/1' }) nrc: string;
  /** A Zambian mobile number. */
  @IsString() @MaxLength(32) phone: string;
}

export class SetDuty {
  @IsBoolean() onDuty: boolean;
  /** Where the agent is; both or none. */
  @ValidateIf(({ latitude, longitude }: SetDuty) => latitude !== undefined || longitude !== undefined)
  @IsLatitude()
  latitude?: number;
  @ValidateIf(({ latitude, longitude }: SetDuty) => latitude !== undefined || longitude !== undefined)
  @IsLongitude()
  longitude?: number;
}

/** What is left out stays as it is. */
export class ChangeFleet {
  @Omittable() @Line(2, 80) name?: string;
  @Omittable() @IsIn(PROVINCES) province?: Province;
  @Omittable() @Line(2, 80) town?: string;
  @Omittable() @Line(2, 200) landmark?: string;
  @Omittable() @IsInt() @Min(1) @Max(10_000) vehicles?: number;
}

export class DecisionReason {
  /** Kept in the audit, and told to nobody outside. */
  @Line(3, 1000) reason: string;
}
