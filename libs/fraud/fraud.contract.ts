import { Money, op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import {
  IsObject,
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';

/** A payment about to be sent to a provider. */
export class AssessPayment {
  @IsUUID() paymentId: string;
  @IsUUID() orderId: string;
  /** Absent for a guest. */
  @IsOptional() @IsUUID() buyerId?: string;
  /** Everybody who runs one of the shops that are paid. */
  @IsUUID(undefined, { each: true }) @ArrayMaxSize(1000) sellerIds: string[];
  /** The buyer is reached at a verified phone or e-mail address of one of these. */
  @IsOptional() @IsBoolean() hasSellersContact?: boolean;
  @IsObject() @ValidateNested() @Type(() => Money) amount: Money;
  @IsString() method: string;
  @IsOptional() @IsString() address?: string;
}

export class Assessment {
  @IsUUID() assessmentId: string;
  /** PASS, or REVIEW: the payment waits for a person. */
  @IsIn(['PASS', 'REVIEW']) decision: 'PASS' | 'REVIEW';
  @IsInt() score: number;
}

export class FraudPort extends port('fraud', {
  /** Scores a payment. A payment that a person approved passes; asking twice does not open a second review. */
  assess: op(AssessPayment, Assessment),
}) {}
