DELETE FROM "registry_copies";--> statement-breakpoint
CREATE TABLE "repository_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "repository_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"repository" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "registry_copies" ALTER COLUMN "read_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "columns" json;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "failure" json;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "reader" text;--> statement-breakpoint
ALTER TABLE "registry_copies" ADD COLUMN "reading_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registry_copies" DROP COLUMN "repositories";