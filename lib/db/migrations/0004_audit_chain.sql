ALTER TABLE "audit_records" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
ALTER TABLE "audit_records" ADD COLUMN "hash" text;--> statement-breakpoint
CREATE INDEX "audit_by_intent" ON "audit_records" USING btree ("intent_id") WHERE "audit_records"."intent_id" is not null;