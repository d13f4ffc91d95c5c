#include "core/server/HttpExchange.h"

#include <poll.h>
#include <strings.h>

#include <utility>

#include "core/http/FormText.h"

namespace baro {
namespace {

constexpr std::string_view formType = "application/x-www-form-urlencoded";

std::string headerOf(MHD_Connection* connection, const char* name) {
    const char* const value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value != nullptr ? value : "";
}

bool hasForm(MHD_Connection* connection) {
    const std::string type = headerOf(connection, "Content-Type");
    return strncasecmp(type.c_str(), formType.data(), formType.size()) == 0;
}

int socketOf(MHD_Connection* connection) {
    const auto* const info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info != nullptr ? info->connect_fd : -1;
}

MHD_Result addArgument(void* query, MHD_ValueKind, const char* key, const char* value) {
    static_cast<decltype(HttpRequest::query)*>(query)->emplace_back(key, value != nullptr ? value : "");
    return MHD_YES;
}

void setHeader(MHD_Response* response, const char* name, const std::string& value) {
    if (!value.empty()) MHD_add_response_header(response, name, value.c_str());
}

void forgetBody(void* shared) {
    delete static_cast<std::shared_ptr<const std::string>*>(shared);
}

}  // namespace

HttpExchange::HttpExchange(MHD_Connection* connection, const HttpLimits& limits, FormBudget& budget)
    : connection_(connection),
      limits_(limits),
      budget_(budget),
      socket_(socketOf(connection)),
      isForm_(hasForm(connection)) {}

HttpExchange::~HttpExchange() {
    budget_.used -= form_.size();
}

void HttpExchange::refuse(int status, const char* why) {
    refusal_ = textResponse(status, why);
    budget_.used -= form_.size();
    form_ = {};
}

void HttpExchange::take(std::string_view piece) {
    if (!isForm_ || refusal_) return;
    if (form_.size() + piece.size() > limits_.formBytes) return refuse(413, "This form is too long.\n");
    if (budget_.used + piece.size() > limits_.allFormsBytes)
        return refuse(503, "Too many forms arrive at once; try again.\n");
    form_.append(piece);
    budget_.used += piece.size();
}

HttpRequest HttpExchange::request(const char* path, const char* method) {
    HttpRequest request{.method = method,
                        .path = path,
                        .query = parseForm(form_),
                        .host = headerOf(connection_, "Host"),
                        .accept = headerOf(connection_, "Accept"),
                        .acceptEncoding = headerOf(connection_, "Accept-Encoding")};
    budget_.used -= form_.size();
    form_ = {};
    MHD_get_connection_values(connection_, MHD_GET_ARGUMENT_KIND, addArgument, &request.query);
    return request;
}

void HttpExchange::finish(HttpResponse response) {
    finished_ = std::move(response);
    MHD_resume_connection(connection_);
}

bool HttpExchange::clientIsGone() const {
    pollfd client{socket_, POLLRDHUP, 0};
    return poll(&client, 1, 0) > 0 && (client.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

MHD_Result HttpExchange::send(const HttpResponse& from) const {
    static const auto nothing = std::make_shared<const std::string>();
    // Many connections may send one text at their own pace: each holds a share of it.
    auto* const body = new std::shared_ptr<const std::string>(from.body ? from.body : nothing);
    MHD_Response* const response = MHD_create_response_from_buffer_with_free_callback_cls(
        (*body)->size(), const_cast<char*>((*body)->data()), forgetBody, body);
    if (response == nullptr) {
        forgetBody(body);
        return MHD_NO;
    }
    setHeader(response, "Content-Type", from.contentType);
    setHeader(response, "Content-Encoding", from.contentEncoding);
    setHeader(response, "Allow", from.allow);
    setHeader(response, "Vary", "Accept, Accept-Encoding");
    setHeader(response, "Cache-Control", "no-store");
    setHeader(response, "X-Content-Type-Options", "nosniff");
    const MHD_Result queued = MHD_queue_response(connection_, static_cast<unsigned>(from.status), response);
    MHD_destroy_response(response);
    return queued;
}

}  // namespace baro
