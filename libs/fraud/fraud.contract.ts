import { Money, op, port } from '@pakashop/platform';
import { Type } from 'class-transformer';
import { IsObject, ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';

/** A payment about to be sent to a provider. */
export class AssessPayment {
  @IsUUID() paymentId: string;
  @IsUUID() orderId: string;
  /** Absent for a guest. */
  @IsOptional() @IsUUID() buyerId?: string;
  /** Owners of the shops that are paid. */
  @IsUUID(undefined, { each: true }) @ArrayMaxSize(20) sellerIds: string[];
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
