CREATE TABLE "request_notes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "request_notes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" integer NOT NULL,
	"submission" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"author_id" text NOT NULL,
	"author_name" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"before" json,
	"after" json
);
--> statement-breakpoint
ALTER TABLE "access_requests" ALTER COLUMN "proposal" SET DATA TYPE json USING CASE WHEN "proposal" IS NULL THEN NULL ELSE json_build_object('kind', 'statement', 'statement', "proposal") END;--> statement-breakpoint
ALTER TABLE "access_requests" ADD COLUMN "requester_email" text;--> statement-breakpoint
ALTER TABLE "access_requests" ADD COLUMN "verdict" text;--> statement-breakpoint
CREATE UNIQUE INDEX "one_note_per_submission" ON "request_notes" USING btree ("request_id","submission");--> statement-breakpoint
CREATE INDEX "requests_by_repository" ON "access_requests" USING btree ("account","region","repository");