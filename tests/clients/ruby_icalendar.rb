# Reads calendars with Ruby's icalendar: a JSON text a line in, a JSON list of entries a line out.
require "icalendar"
require "json"
require "stringio"

def instant(value)
  return nil if value.nil?
  return value.strftime("%Y-%m-%d") if value.is_a?(Icalendar::Values::Date)
  zone = value.ical_params["tzid"]
  floating = zone.nil? || zone.empty? ? "floating " : ""
  floating + value.to_time.utc.strftime("%Y-%m-%dT%H:%M:%SZ")
end

def entry(event)
  {
    uid: event.uid.to_s,
    start: instant(event.dtstart),
    end: instant(event.dtend),
    stamp: instant(event.dtstamp),
    summary: event.summary.to_s,
    description: event.description.to_s,
    location: event.location.to_s,
    status: event.status.to_s,
    sequence: event.sequence.to_i,
    categories: event.categories.flat_map { |each| Array(each.value).map(&:to_s) },
  }
end

$stdin.set_encoding("UTF-8")
$stdout.sync = true
$stdin.each_line do |line|
  begin
    calendars = Icalendar::Calendar.parse(StringIO.new(JSON.parse(line)))
    answer = calendars.flat_map(&:events).map { |event| entry(event) }
  rescue StandardError => error
    answer = { error: "#{error.class}: #{error.message}" }
  end
  puts JSON.generate(answer)
end
