CREATE TABLE "access_requests" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "access_requests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1001 CACHE 1),
	"submission" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"requester_id" text NOT NULL,
	"requester_name" text NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"repository" text NOT NULL,
	"aws_user_name" text NOT NULL,
	"action" text NOT NULL,
	"error" text NOT NULL,
	"why" text NOT NULL,
	"proposal" text,
	"status" text NOT NULL,
	"draft_opened_at" timestamp with time zone,
	"decided_by_id" text,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text
);
--> statement-breakpoint
CREATE TABLE "audit_records" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_records_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"intent_id" bigint,
	"account" text,
	"region" text,
	"repository" text,
	"request_id" integer,
	"reason" text,
	"before" text,
	"after" text,
	"error" text,
	"aws_request_id" text
);
--> statement-breakpoint
CREATE TABLE "registry_copies" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"repositories" jsonb NOT NULL,
	CONSTRAINT "registry_copies_account_region_pk" PRIMARY KEY("account","region")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "one_request_per_submission" ON "access_requests" USING btree ("requester_id","submission");--> statement-breakpoint
CREATE INDEX "requests_by_status" ON "access_requests" USING btree ("status","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_by_repository" ON "audit_records" USING btree ("account","region","repository","id");