import { Omittable } from '@pakashop/platform';
import { PROVINCES, type Province } from '@pakashop/pricing';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsArray,
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
import { DOCUMENT_KINDS, type DocumentKind } from './applications.checklist.rules.js';
import { Line, Paragraph } from './applications.fields.js';
import { NRC, TPIN } from './applications.numbers.rules.js';
import { KINDS, type Kind } from './applications.rules.js';

export class BeginApplication {
  /** SELLER sells goods, SERVICE_PROVIDER services; AGENT delivers alone, COURIER with a company. */
  @IsIn(KINDS) kind: Kind;
}

export class AccountPhase {
  /** As on the registration card. */
  @Line(2, 120) legalName: string;
  /** National registration card, `123456/11/1`. */
  @Matches(NRC, { message: 'nrc must look like 123456/11/1' }) nrc: string;
  /** Where staff reach the applicant: a Zambian mobile number. */
  @IsString() @MaxLength(32) phone: string;
}

export const LEGAL_FORMS = ['SOLE_TRADER', 'PARTNERSHIP', 'COMPANY'] as const;
export type LegalForm = (typeof LEGAL_FORMS)[number];
/** VAT: registered for value added tax. TOT: pays turnover tax and adds no VAT. */
export const TAX_PROFILES = ['VAT', 'TOT', 'NONE'] as const;
export type TaxProfile = (typeof TAX_PROFILES)[number];

const hasNumber = ({ legalForm, pacra }: BusinessPhase): boolean => legalForm !== 'SOLE_TRADER' || pacra !== undefined;

export class BusinessPhase {
  /** Name of the shop, as buyers will see it. */
  @Line(2, 80) name: string;
  @Omittable() @Paragraph(0, 2000) description: string = '';
  @IsIn(LEGAL_FORMS) legalForm: LegalForm;
  /** As registered, when it differs from the name of the shop. */
  @Omittable() @Line(2, 120) registeredName?: string;
  /** Taxpayer number, ten digits. */
  @Matches(TPIN, { message: 'tpin must have 10 digits' }) tpin: string;
  /** Registration number at PACRA; a sole trader may have none. */
  @ValidateIf(hasNumber) @Line(1, 40) pacra?: string;
  @IsIn(TAX_PROFILES) taxProfile: TaxProfile;
  /** Where orders are picked up. */
  @IsIn(PROVINCES) province: Province;
  @Line(2, 80) town: string;
  @Line(2, 200) landmark: string;
  @Omittable() @IsLatitude() latitude?: number;
  @Omittable() @IsLongitude() longitude?: number;
}

export class CompanyPhase {
  /** Name of the fleet, as shops and buyers will see it. */
  @Line(2, 80) name: string;
  @Line(2, 120) registeredName: string;
  @Matches(TPIN, { message: 'tpin must have 10 digits' }) tpin: string;
  @Line(1, 40) pacra: string;
  @IsIn(PROVINCES) province: Province;
  @Line(2, 80) town: string;
  @Line(2, 200) landmark: string;
  /** How many vehicles the company has. */
  @IsInt() @Min(1) @Max(10_000) vehicles: number;
}

export const VEHICLES = ['FOOT', 'BICYCLE', 'MOTORBIKE', 'CAR', 'VAN', 'TRUCK'] as const;
export type Vehicle = (typeof VEHICLES)[number];

/** A vehicle with a motor has a plate, and its driver a licence. */
const isMotor = ({ vehicle, plate, licence }: AgentVehicle): boolean =>
  !['FOOT', 'BICYCLE'].includes(vehicle) || plate !== undefined || licence !== undefined;

export class AgentVehicle {
  @IsIn(VEHICLES) vehicle: Vehicle;
  /** Number plate; of vehicles with a motor. */
  @ValidateIf(isMotor) @Line(3, 12) plate?: string;
  /** Number of the driving licence; of drivers of vehicles with a motor. */
  @ValidateIf(isMotor) @Line(4, 20) licence?: string;
}

/** A town that the agent serves. */
export class ServiceArea {
  @IsIn(PROVINCES) province: Province;
  @Line(2, 80) town: string;
}

/** Elements come unchecked: what is no area is refused by its own rules. */
export const sameArea = (area: ServiceArea | null): string => `${area?.province}/${String(area?.town).toLowerCase()}`;

export class VehiclePhase extends AgentVehicle {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique(sameArea)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ServiceArea)
  areas: ServiceArea[];
}

/** A document that the applicant has uploaded. */
export class BoundDocument {
  @IsIn(DOCUMENT_KINDS) kind: DocumentKind;
  @IsUUID() documentId: string;
}

export class DocumentsPhase {
  /** All documents of the application, one of each kind; one that is left out is no longer part of it. */
  @IsArray()
  @ArrayMaxSize(DOCUMENT_KINDS.length)
  @ArrayUnique((document: BoundDocument | null) => document?.kind, { message: 'documents must hold each kind once' })
  @ArrayUnique((document: BoundDocument | null) => String(document?.documentId).toLowerCase(), {
    message: 'documents must hold each document once',
  })
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => BoundDocument)
  documents: BoundDocument[];
}

export const OPERATORS = ['MTN_MONEY', 'AIRTEL_MONEY', 'ZAMTEL_MONEY'] as const;
export type Operator = (typeof OPERATORS)[number];

export class PayoutPhase {
  @IsIn(OPERATORS) operator: Operator;
  /** Number of the wallet. */
  @IsString() @MaxLength(32) phone: string;
  /** Whose wallet it is, as the operator knows them. */
  @Line(2, 120) holderName: string;
}

export class TermsPhase {
  /** The version that was read; GET /applications/terms has the one of today. */
  @IsString() @MaxLength(40) version: string;
  @Equals(true) accepted: boolean;
}
